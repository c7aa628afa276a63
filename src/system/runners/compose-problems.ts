import { explainFailure, type Explanation } from '../../core/alembic/explain-failure.js';

/** Problems that need no name in their text. */
export const composeProblems = {
  noDocker: {
    title: 'Docker is not installed here',
    cause: 'Neither the program docker nor docker-compose was found.',
    whatToDo: 'Install Docker, or choose another runner.',
  },
  noCompose: {
    title: 'Docker Compose is not installed',
    cause: 'This Docker has no command `compose`, and there is no docker-compose.',
    whatToDo: 'Install the Compose plugin of Docker, or choose another runner.',
  },
  slow: {
    title: 'Docker does not answer',
    cause: 'It was asked and gave no answer in time.',
    whatToDo: 'Wait until Docker has started, or start it again.',
  },
} as const satisfies Record<string, Explanation>;

/** What Docker's own error text means. */
export function explainDocker(stderr: string, service: string): Explanation {
  const facts = {
    outcome: 'failed',
    failure: undefined,
    hello: undefined,
    unfinished: undefined,
    startError: undefined,
    exitCode: undefined,
    stdout: '',
    stderr,
  } as const;
  return explainFailure(facts, { kind: 'compose', label: `docker compose: ${service}` });
}

/** What to say of a container in a state other than running, and which compose command helps. */
export function explainState(
  service: string,
  state: string,
): { readonly problem: Explanation; readonly repair: readonly string[] } {
  const up = ['up', '-d', service];
  if (state === 'paused')
    return {
      problem: {
        title: `The service ${service} is paused`,
        cause: 'A paused container runs nothing.',
        whatToDo: `Run \`docker compose unpause ${service}\` and try again.`,
      },
      repair: ['unpause', service],
    };
  if (state === 'restarting')
    return {
      problem: {
        title: `The service ${service} keeps restarting`,
        cause: 'Its command ends again and again.',
        whatToDo: `Read why in \`docker compose logs ${service}\`.`,
      },
      repair: ['logs', '--tail', '50', service],
    };
  const was = state === 'none' ? 'It has no container yet.' : `Its container is ${state}.`;
  return {
    problem: {
      title: `The service ${service} is not running`,
      cause: `Commands run only in a container that is up. ${was}`,
      whatToDo: `Run \`docker compose up -d ${service}\` and try again.`,
    },
    repair: up,
  };
}

export function noDirectory(service: string, directory: string): Explanation {
  return {
    title: `The container has no folder ${directory}`,
    cause: `The project should be there by the compose file, but the container of ${service} was made without it.`,
    whatToDo: `Run \`docker compose up -d --build ${service}\`, or choose another service.`,
  };
}

export function noPython(service: string): Explanation {
  return {
    title: `There is no Python in the container of ${service}`,
    cause: 'No interpreter was found on its PATH or in a virtual environment of the project.',
    whatToDo: 'Choose the service that has the project and its Python environment.',
  };
}

export function noAlembic(service: string, python: string): Explanation {
  return {
    title: `There is no Alembic in the container of ${service}`,
    cause: `${python} cannot import it, and there is no alembic script on its PATH.`,
    whatToDo: `Add alembic to the requirements and run \`docker compose up -d --build ${service}\`, or choose another service.`,
  };
}

export function missingFile(service: string, path: string, isCopy: boolean): Explanation {
  return {
    title: `The container of ${service} does not have ${path}`,
    cause: isCopy
      ? 'Its image was built before this file was written, and the compose file mounts nothing there.'
      : 'The folder that the compose file mounts there was not mounted when the container was made.',
    whatToDo: `Run \`docker compose up -d --build ${service}\`, or mount the project folder.`,
  };
}

export function changedFile(service: string, path: string): Explanation {
  return {
    title: `The container of ${service} has another ${path}`,
    cause:
      'Its image was built before this file was changed, so Alembic there would run the old one.',
    whatToDo: `Run \`docker compose up -d --build ${service}\`, or mount the project folder.`,
  };
}
