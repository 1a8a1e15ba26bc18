/** Every word the widget itself says, in one table that a page may override. */

export const ENGLISH = {
  launcher: "Ask about NETs",
  title: "NET Guide",
  subtitle: "Automated assistant. Information, not medical advice.",
  close: "Close",
  options: "Options",

  copy: "Copy conversation",
  print: "Print conversation",
  save: "Save as text file",
  remove: "Delete my conversation",
  removeQuestion: "Delete this conversation, here and on our server? This cannot be undone.",
  removeYes: "Yes, delete it",
  removeNo: "No, keep it",
  removed: "Your conversation was deleted.",
  removeFailed: "The server could not be reached, so nothing was deleted. Please try again.",
  copied: "Conversation copied.",
  copyFailed: "This browser does not allow copying here. You can save the conversation instead.",
  nothingYet: "There is no conversation yet.",

  introHeading: "Questions about neuroendocrine tumors",
  introMachine: "I am an automated assistant, not a person. I answer only from published sources, and show you each one.",
  introAdvice: "This is information, not medical advice. I cannot tell what you have or what you should do.",
  introPersonal: "Please do not type names, phone numbers or record numbers.",
  introKept: "Your questions are kept on our server for {time}, then deleted.",
  introKeptUnknown: "Your questions are kept on our server for a limited time.",
  introTab: "This tab remembers them until you close it.",
  introDelete: "You can delete them at any time under Options.",
  examples: "You could ask",

  emergency: "In an emergency, call {number} now.",
  emergencyUnknown: "In an emergency, call your local emergency number now.",
  person: "Talk to a person:",

  input: "Your question",
  placeholder: "Type your question",
  send: "Ask",
  wait: "Please wait for the answer to your last question.",

  youAsked: "You asked",
  answered: "Answer",
  emergencyAnswer: "Emergency",
  call: "Call {number}",
  looking: "Looking in the sources…",
  stillLooking: "Still looking. This takes longer than usual…",
  suggestions: "You could ask next",
  newAnswer: "Go to the new answer",

  sources: "Sources ({n})",
  source: "Source {n}",
  published: "Published {date}",
  reviewed: "Reviewed {date}",
  undated: "Undated, read {date}",
  newTab: "opens in a new tab",
  back: "Back to the answer",

  helpful: "Was this helpful?",
  yes: "Yes",
  no: "No",
  reason: "What was wrong? (optional)",
  wrong: "It seems wrong",
  unclear: "Hard to understand",
  incomplete: "Something is missing",
  other: "Something else",
  thanks: "Thank you.",
  ratingFailed: "Your rating could not be sent. Please try again.",

  offline: "NET Guide could not be reached. Please check your connection. Your question is kept.",
  timeout: "The answer took too long. Your question is kept.",
  broken: "Something went wrong on our side. Your question is kept.",
  interrupted: "The page was closed or reloaded before the answer came. Your question is kept.",
  retry: "Try again",
  edit: "Change my question",

  transcript: "Conversation",
  announcements: "Announcements",
  savedAs: "net-guide-conversation.txt",
} as const;

export type Strings = Readonly<Record<keyof typeof ENGLISH, string>>;

/** The template with its `{name}` places filled. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The built-in words, with those that a page gives in their place. */
export function withOverrides(...tables: readonly Partial<Strings>[]): Strings {
  return Object.assign({}, ENGLISH, ...tables) as Strings;
}
