import type { Turn } from "../conversation.js";
import type { About, Suggestion } from "../protocol.js";
import type { Strings } from "../strings.js";
import type { Reason } from "../transport.js";

/** What the pieces of the view may do; all else they get as data. */
export interface Actions {
  suggest(suggestion: Suggestion): void;
  retry(turn: Turn): void;
  edit(turn: Turn): void;
  rate(turn: Turn, helpful: boolean, reason: Reason): void;
}

export interface View {
  readonly strings: Strings;
  /** The language of the widget's own words. */
  readonly lang: string;
  /** The language of the answers. */
  readonly contentLang: string;
  readonly about: About;
  readonly actions: Actions;
}
