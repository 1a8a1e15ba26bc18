/**
 * What this tab remembers, so that a reload or a walk through the site keeps the
 * conversation. Session storage ends with the tab. Each turn has an entry of its
 * own: adding one writes only that one, however long the conversation is.
 */

import type { Turn } from "./conversation.js";

export interface Remembered {
  readonly conversation: string;
  readonly keptHours: number | null;
  readonly opened: boolean;
  readonly draft: string;
}

export interface Memory {
  load(): { kept: Partial<Remembered>; turns: Turn[] };
  keep(kept: Partial<Remembered>): void;
  keepTurn(turn: Turn): void;
  clear(): void;
}

export const FORGETFUL: Memory = {
  load: () => ({ kept: {}, turns: [] }),
  keep: () => undefined,
  keepTurn: () => undefined,
  clear: () => undefined,
};

// Raised when the shape of what is stored changes: older entries are then left alone.
const VERSION = 1;

export class TabMemory implements Memory {
  readonly #prefix: string;
  #kept: Partial<Remembered> = {};

  constructor(server: string) {
    this.#prefix = `netguide.${VERSION}.${server}.`;
  }

  load(): { kept: Partial<Remembered>; turns: Turn[] } {
    this.#kept = this.#read<Partial<Remembered>>("state") ?? {};
    const turns: Turn[] = [];
    for (let id = 1; ; id += 1) {
      const turn = this.#read<Turn>(`turn.${id}`);
      if (!turn) return { kept: this.#kept, turns };
      turns.push(turn);
    }
  }

  keep(kept: Partial<Remembered>): void {
    this.#kept = { ...this.#kept, ...kept };
    this.#write("state", this.#kept);
  }

  keepTurn(turn: Turn): void {
    this.#write(`turn.${turn.id}`, turn);
  }

  clear(): void {
    this.#kept = {};
    this.#guarded(() => {
      for (const key of Object.keys(sessionStorage)) {
        if (key.startsWith(this.#prefix)) sessionStorage.removeItem(key);
      }
    });
  }

  #read<Stored>(name: string): Stored | null {
    const stored = this.#guarded(() => sessionStorage.getItem(this.#prefix + name));
    // Only this class writes under the prefix, and the version guards its shape.
    return stored ? (this.#guarded(() => JSON.parse(stored) as Stored) ?? null) : null;
  }

  #write(name: string, value: unknown): void {
    this.#guarded(() => {
      sessionStorage.setItem(this.#prefix + name, JSON.stringify(value));
    });
  }

  /** Storage may be switched off, sandboxed away or full; the chat goes on without it. */
  #guarded<Result>(action: () => Result): Result | undefined {
    try {
      return action();
    } catch {
      return undefined;
    }
  }
}
