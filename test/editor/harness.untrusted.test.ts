import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the editor tier itself, in a folder nobody trusts', () => {
  it('starts without trust', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
