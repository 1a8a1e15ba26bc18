/** The conversation: its turns, and what may happen to them. Knows nothing of how it is shown. */

import { UNKNOWN_ABOUT, type About, type Answer } from "./protocol.js";
import type { Memory } from "./storage.js";
import { CallFailed, UNKNOWN_CONVERSATION, type Failure, type Reason, type Reply, type Transport } from "./transport.js";

export interface Rating {
  readonly helpful: boolean;
  readonly reason: Reason;
  readonly state: "sending" | "sent" | "failed";
}

/** One question and what became of it. Never changed in place: a new state is a new object. */
export interface Turn {
  readonly id: number;
  readonly question: string;
  readonly waiting: boolean;
  readonly answer: Answer | null;
  readonly failure: Failure | "interrupted" | null;
  readonly mayRetry: boolean;
  readonly mustChange: boolean;
  readonly rating: Rating | null;
}

export interface Listener {
  changed(): void;
  /** The turn has its answer or has failed. */
  settled(turn: Turn): void;
  rated(turn: Turn): void;
}

const UNANSWERED = { waiting: false, answer: null, failure: null, mayRetry: false, mustChange: false, rating: null };

export class Conversation {
  readonly #transport: Transport;
  readonly #memory: Memory;
  readonly #listener: Listener;
  #id: string;
  #turns: readonly Turn[];
  #about: About;
  #aboutKnown = false;
  /** Counts deletions, so that an answer to a deleted question is dropped when it comes. */
  #era = 0;

  constructor(transport: Transport, memory: Memory, listener: Listener) {
    this.#transport = transport;
    this.#memory = memory;
    this.#listener = listener;
    const { kept, turns } = memory.load();
    this.#id = kept.conversation ?? "";
    this.#about = { ...UNKNOWN_ABOUT, keptHours: kept.keptHours ?? null };
    this.#turns = turns.map((turn) =>
      turn.waiting ? { ...turn, ...UNANSWERED, failure: "interrupted", mayRetry: true } : turn,
    );
  }

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  get waiting(): boolean {
    return this.#turns.at(-1)?.waiting ?? false;
  }

  get about(): About {
    return this.#about;
  }

  /** Asks the server about itself, once; a failure is tried again at the next call. */
  async learnAbout(): Promise<void> {
    if (this.#aboutKnown) return;
    this.#aboutKnown = true;
    try {
      this.#about = await this.#transport.about();
      this.#listener.changed();
    } catch {
      // The notice says what holds everywhere until the server can be asked.
      this.#aboutKnown = false;
    }
  }

  /** Sends the question; false where there is none or one is still being answered. */
  ask(text: string): boolean {
    const question = text.trim();
    if (!question || this.waiting) return false;
    const turn: Turn = { ...UNANSWERED, id: this.#turns.length + 1, question, waiting: true };
    this.#turns = [...this.#turns, turn];
    this.#memory.keepTurn(turn);
    this.#listener.changed();
    void this.#answer(turn);
    return true;
  }

  /** Sends a failed turn's question again, as the newest turn. */
  retry(turn: Turn): boolean {
    if (this.waiting || !turn.mayRetry) return false;
    if (turn.id !== this.#turns.length) return this.ask(turn.question);
    const again: Turn = { ...turn, ...UNANSWERED, waiting: true };
    this.#put(again);
    void this.#answer(again);
    return true;
  }

  async rate(id: number, helpful: boolean, reason: Reason): Promise<void> {
    const turn = this.#turns[id - 1];
    if (!turn?.answer) return;
    const era = this.#era;
    const rating = { helpful, reason };
    const put = (state: Rating["state"]): void => {
      const now = this.#turns[id - 1];
      if (now && era === this.#era) this.#put({ ...now, rating: { ...rating, state } });
    };
    put("sending");
    try {
      await this.#transport.rate(this.#id, turn.answer.id, helpful, reason);
      put("sent");
    } catch {
      put("failed");
    }
    const rated = this.#turns[id - 1];
    if (rated && era === this.#era) this.#listener.rated(rated);
  }

  /** Deletes the conversation on the server and here; false (and all kept) where the server failed. */
  async remove(): Promise<boolean> {
    try {
      if (this.#id) await this.#transport.remove(this.#id);
    } catch {
      return false;
    }
    this.#era += 1;
    this.#transport.abort();
    this.#id = "";
    this.#turns = [];
    this.#memory.clear();
    this.#listener.changed();
    return true;
  }

  async #answer(turn: Turn): Promise<void> {
    const era = this.#era;
    let settled: Turn;
    try {
      const { answer, mayRetry, mustChange } = await this.#exchange(turn.question);
      settled = { ...turn, waiting: false, answer, mayRetry, mustChange };
    } catch (problem) {
      const failure = problem instanceof CallFailed ? problem.failure : "broken";
      settled = { ...turn, waiting: false, failure, mayRetry: true };
    }
    if (era !== this.#era) return;
    this.#put(settled);
    this.#listener.settled(settled);
  }

  async #exchange(question: string): Promise<Reply> {
    const known = this.#id !== "";
    let reply = await this.#transport.ask(this.#id || (await this.#begin()), question);
    // Kept too long or deleted elsewhere: once more in a new one. A new one that is unknown is a fault.
    if (reply === UNKNOWN_CONVERSATION && known) {
      reply = await this.#transport.ask(await this.#begin(), question);
    }
    if (reply === UNKNOWN_CONVERSATION) {
      this.#id = "";
      throw new CallFailed("broken");
    }
    return reply;
  }

  async #begin(): Promise<string> {
    const era = this.#era;
    const { id, keptHours } = await this.#transport.begin();
    if (era !== this.#era) throw new CallFailed("broken");
    this.#id = id;
    // What was promised to this conversation counts, whatever the server says of itself later.
    if (keptHours !== null) this.#about = { ...this.#about, keptHours };
    this.#memory.keep({ conversation: id, keptHours });
    return id;
  }

  #put(turn: Turn): void {
    this.#turns = this.#turns.map((other) => (other.id === turn.id ? turn : other));
    this.#memory.keepTurn(turn);
    this.#listener.changed();
  }
}
