import type { ExplanationRow } from './explanation.js';

/** Alembic was not reached: the program, Docker or the container is not there. */
export const runnerRows: readonly ExplanationRow[] = [
  {
    runner: 'compose',
    start: 'not-found',
    title: 'Docker is not installed here',
    cause: 'The program {program} was not found.',
    whatToDo: 'Install Docker, or choose another runner.',
  },
  {
    start: 'not-found',
    title: 'No Python: {program} was not found',
    cause: 'The interpreter of this runner ({runner}) is not there any more, or never was.',
    whatToDo:
      'Create the virtual environment again, choose another interpreter, or choose another runner.',
  },
  {
    start: 'no-directory',
    title: 'The project folder is gone',
    cause: '{message}',
    whatToDo: 'Refresh the Migrations view.',
  },
  {
    start: 'not-permitted',
    title: '{program} may not be executed',
    cause: '{message}',
    whatToDo: 'Make the file executable, or choose another runner.',
  },
  {
    start: 'other',
    title: '{program} could not be started',
    cause: '{message}',
    whatToDo: 'Choose another runner.',
  },
  {
    text: /permission denied while trying to connect to the Docker/iu,
    title: 'Docker does not let you in',
    cause: 'Your account may not use the Docker socket.',
    whatToDo: 'Add your account to the group docker and log in again.',
  },
  {
    text: /Cannot connect to the Docker daemon|error during connect|docker daemon is not running|docker\.sock: connect|failed to connect to the docker API/iu,
    title: 'Docker is not running',
    cause: 'The Docker command is there, but its engine does not answer.',
    whatToDo: 'Start Docker and try again, or choose a local interpreter as runner.',
  },
  {
    text: /'compose' is not a docker command|unknown command: docker compose|unknown shorthand flag: '.' in -./iu,
    title: 'Docker Compose is not installed',
    cause: 'This Docker has no command `compose`.',
    whatToDo: 'Install the Compose plugin of Docker.',
  },
  {
    text: /service "(?<service>[^"]+)" is not running/iu,
    title: 'The service {service} is not running',
    cause: 'Commands run only in a container that is up.',
    whatToDo: 'Run `docker compose up -d {service}` and try again.',
  },
  {
    text: /no such service: (?<service>\S+)/iu,
    title: 'The compose file has no service {service}',
    cause: 'The runner was chosen before the compose file was changed.',
    whatToDo: 'Choose the runner again.',
  },
  {
    text: /executable file not found|exec: "(?<missing>[^"]+)": .*no such file/iu,
    title: 'There is no Python in the container',
    cause: 'The interpreter was not found there ({runner}).',
    whatToDo: 'Choose the service that has the project and its Python environment.',
  },
  {
    text: /chdir to cwd .* (?:failed|no such file)|OCI runtime exec failed/iu,
    title: 'The container cannot run this command',
    cause: '{message}',
    whatToDo: 'Check the working directory of the service in the compose file.',
  },
];
