import type { AlertWords } from './alert-words.ts';

/** The messages in English. */
export const english: AlertWords = {
  kinds: {
    'run-failed': {
      title: '{flow} failed',
      what: '"{flow}" stopped before it was done.\n{message}\nIt happened in the step "{step}".\nThe run was about the file {source}.',
      todo: '{hint}\nOpen the run in Swivel: it shows what was read and what was written before it stopped.\nWhen the cause is mended, replay the run from its page: what it has delivered is not delivered again.',
    },
    'run-interrupted': {
      title: '{flow} was interrupted',
      what: '"{flow}" was still running when Swivel or the computer stopped.\nIt was marked as interrupted when Swivel started again.\nThe run was about the file {source}.',
      todo: 'Open the run in Swivel and check whether a write is marked as unknown. If one is, check the target and answer there.\nThen start the flow again, or let its next start do it.',
    },
    'run-rejects': {
      title: '{flow}: {rejected} of {read} records rejected',
      what: 'The run of "{flow}" is over, but it rejected {rejected} of {read} records. {limit} are allowed.\nThe other records were handled as usual.\nThe run was about the file {source}.',
      todo: 'Open the run in Swivel and look at its rejected records: each has its reason.\nCorrect them there and replay them, or have the sender correct the data.',
    },
    'check-failed': {
      title: '{flow}: the check "{check}" failed',
      what: 'In "{flow}" the check "{check}" did not hold.\n{message}\nThe run rejected {rejected} of {read} records.\nThe run was about the file {source}.',
      todo: 'Open the run in Swivel and compare what the check found with what you expected.\nIf the data is right and the check too narrow, change the check. Otherwise ask the sender.',
    },
    'arrival-missing': {
      title: 'No file has come: {expected}',
      what: 'The file {expected} was due by {dueAt}, and it has not come.\n"{flow}" is waiting for it, so nothing new has been passed on from it.\nIt is expected as "{called}".\nSwivel looked for it in {place}.\nThat folder is reached by the connection "{connection}".',
      todo: 'Ask the sender whether the file was made, and when it will come.\nCheck whether it lies in another folder or has another name than {expected}.\nAs soon as it has come, "{flow}" picks it up automatically, and you get a message that all is well. If no file is to come today, acknowledge this alert in Swivel.',
    },
    'arrival-late': {
      title: 'A file came late: {file}',
      what: 'The file {file} came at {cameAt}. It was due by {dueAt}.\n"{flow}" has taken it up.',
      todo: 'Check whether whatever comes after "{flow}" still had the new data in time.\nIf the file is often late, agree on another time with the sender, or change the due time in Swivel.',
    },
    'arrival-empty': {
      title: 'A file is empty: {file}',
      what: 'The file {file} came at {cameAt}, and there is nothing in it.\nIt was expected with data for "{flow}".',
      todo: 'Ask the sender for the file with its data: an export that went wrong often leaves an empty file.\nIf there was really nothing to send, acknowledge this alert in Swivel.',
    },
    'arrival-truncated': {
      title: 'A file is not whole: {file}',
      what: 'The file {file} came at {cameAt}, but it seems to be only a part of what was sent.\nIt has {bytes} bytes. Usual is {usual}.\n{message}',
      todo: 'Have the sender send the whole file again.\nLook in Swivel what became of the part that came, before anybody works with it.',
    },
    'arrival-repeated': {
      title: 'The same file came again: {file}',
      what: 'The file {file} came at {cameAt}. What is in it is the same as what came at {earlierAt}.\nSo the new data for "{flow}" is still missing.',
      todo: 'Ask the sender for the new file: often an old export was sent once more.\nIf nothing has changed since, acknowledge this alert in Swivel.',
    },
    'arrival-unusual': {
      title: 'A file is unlike those before: {file}',
      what: 'The file {file} came at {cameAt} and is unlike those before.\n{message}',
      todo: 'Open the file, or its run in Swivel, and see whether it is right.\nIf it is, acknowledge this alert; if files will be like that from now on, change what is expected in Swivel.',
    },
    'trigger-dead': {
      title: '{flow} is not being started any more',
      what: 'The trigger "{trigger}" of "{flow}" does not work, so the flow is not started.\n{message}\nIt last worked at {lastAt}.',
      todo: 'Open the flow in Swivel: its trigger is red and says what is wrong.\nUntil it works again, start the flow by hand where it is needed.',
    },
  },
  headWhat: 'What has happened',
  headTodo: 'What to do',
  headDetails: 'Details',
  flow: 'Flow',
  run: 'Run',
  when: 'When',
  again: 'It has happened {count} times since {openedAt}. There is one message for all of them.',
  place: 'In Swivel: Alerts',
  inSwivel: 'Open in Swivel',
  recovered: {
    title: 'Well again: {title}',
    what: 'What we told you of at {openedAt} is over since {closedAt}.\nIt had happened {count} times.',
    todo: 'There is nothing to do.',
  },
  summary: {
    one: 'While it was quiet: {title}',
    many: 'While it was quiet: {count} alerts',
    what: 'This came between {firstAt} and {lastAt} and was held back for the quiet hours:',
    over: 'over since {closedAt}',
  },
  test: {
    title: 'Test message of Swivel',
    what: 'This is a test. If you can read it, alerts reach you by "{channel}".',
  },
  locale: 'en-GB',
  day: 'd MMMM yyyy',
  afterTime: '',
};
