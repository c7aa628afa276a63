import type { Answer } from '../../core/schema/expectation.js';
import type { CatalogQuery } from '../../core/schema/query.js';
import type { Session } from './session.js';

/**
 * Asks all questions in one read; where that fails each by itself, so that one that cannot be
 * answered (a lock, a time-out, a column of another type) does not take the others with it.
 */
export async function answerQuestions(
  session: Session,
  questions: readonly CatalogQuery[],
  options?: Parameters<Session['read']>[1],
): Promise<Answer[]> {
  if (questions.length === 0) return [];
  const all = await answersOf(session, questions, options);
  if (all.some((answer) => 'rows' in answer) || questions.length === 1) return all;
  const answers: Answer[] = [];
  for (const question of questions)
    answers.push(...(await answersOf(session, [question], options)));
  return answers;
}

async function answersOf(
  session: Session,
  questions: readonly CatalogQuery[],
  options: Parameters<Session['read']>[1],
): Promise<Answer[]> {
  try {
    return (await session.read(questions, options)).map((rows) => ({ rows }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return questions.map(() => ({ error: message }));
  }
}
