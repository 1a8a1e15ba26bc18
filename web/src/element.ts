import { guard } from "lit/directives/guard.js";
import { html, nothing, type TemplateResult } from "lit/html.js";

import { announce } from "./announcer.js";
import { Conversation, type Listener, type Turn } from "./conversation.js";
import { DrawnElement } from "./drawn.js";
import { copyText, printText, saveText } from "./export.js";
import { pageWide } from "./overrides.js";
import { Panel } from "./panel.js";
import { scrollToTurn, startsInSight } from "./scrolling.js";
import { FORGETFUL, TabMemory, type Memory } from "./storage.js";
import { withOverrides, type Strings } from "./strings.js";
import styles from "./styles/index.css";
import { blocks, spoken } from "./transcript.js";
import { Transport } from "./transport.js";
import { composer } from "./views/composer.js";
import { header } from "./views/header.js";
import { help } from "./views/help.js";
import { MARK } from "./views/icons.js";
import { intro } from "./views/intro.js";
import { menu, type MenuActions, type MenuState } from "./views/menu.js";
import { turnView } from "./views/turn.js";
import type { Actions, View } from "./views/view.js";

/** After this long, waiting is explained. */
const SLOW_MS = 4_000;

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(styles);

/** The chat as a custom element: `<net-guide server="https://bot.example.org"></net-guide>`. */
export class NetGuideElement extends DrawnElement implements Listener {
  static readonly observedAttributes = ["heading", "lang", "content-lang", "layout"];

  #own: Partial<Strings> = {};
  #talk!: Conversation;
  #memory: Memory = FORGETFUL;
  #menu: MenuState = "closed";
  #status = "";
  #slow = false;
  #slowTimer = 0;
  #unseen = false;
  #words: { readonly page: Partial<Strings>; readonly own: Partial<Strings>; readonly table: Strings } | null = null;
  readonly #panel = new Panel(this);

  constructor() {
    super(SHEET);
    // Words given to the element before its script had come lie in front of the property.
    const { strings } = this;
    if (Object.hasOwn(this, "strings")) {
      Reflect.deleteProperty(this, "strings");
      this.strings = strings;
    }
  }

  // What a page may call

  /** This element's own words, in place of the page's and the built-in ones. */
  get strings(): Partial<Strings> {
    return this.#own;
  }

  set strings(strings: Partial<Strings>) {
    this.#own = strings;
    this.requestUpdate();
  }

  /** Opens the panel and moves the focus into it. */
  open(): void {
    if (this.#inline || this.#panel.opened || !this.hasUpdated) return;
    void this.#talk.learnAbout();
    this.#memory.keep({ opened: true });
    void this.#panel.open().then(() => {
      this.#scrollToLast();
      this.#emit("open");
    });
  }

  /** Closes the panel and gives the focus back to where it was opened from. */
  close(): void {
    if (!this.#panel.opened) return;
    this.#menu = "closed";
    this.#memory.keep({ opened: false });
    void this.#panel.close().then(() => this.#emit("close"));
  }

  /** Asks as if the person had typed it; false without a text or while an answer is awaited. */
  ask(text: string): boolean {
    if (!this.hasUpdated || !this.#talk.ask(text)) return false;
    this.open();
    this.#asked();
    return true;
  }

  /** Deletes the conversation, here and on the server; false, and nothing deleted, where that failed. */
  async clear(): Promise<boolean> {
    if (!this.hasUpdated) return false;
    const done = await this.#talk.remove();
    if (done) {
      this.#settle();
      if (this.#input) this.#input.value = "";
      this.#memory.keep({ opened: this.#panel.opened });
      this.#emit("delete");
    }
    this.#say(done ? this.#strings.removed : this.#strings.removeFailed);
    return done;
  }

  // What becomes of the element

  protected override begin(): void {
    const server = this.getAttribute("server") ?? "";
    if (this.#remembers) this.#memory = new TabMemory(server);
    this.#talk = new Conversation(new Transport(server), this.#memory, this);
  }

  protected override begun(): void {
    const { kept } = this.#memory.load();
    if (this.#input) this.#input.value = kept.draft ?? "";
    if (this.#inline || (kept.opened ?? this.hasAttribute("open"))) {
      void this.#talk.learnAbout();
      void (this.#inline ? this.updateComplete : this.#panel.reopen()).then(() => this.#scrollToLast());
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#panel.connected();
  }

  disconnectedCallback(): void {
    this.#panel.disconnected();
    clearTimeout(this.#slowTimer);
  }

  // What the conversation tells

  changed(): void {
    this.requestUpdate();
  }

  settled(turn: Turn): void {
    this.#settle();
    void this.updateComplete.then(() => {
      announce(this.#find("[role=log]"), spoken(turn, this.#strings, this.#talk.about));
      this.#lookForLast();
      // No text leaves through events: a page's analytics must not learn what was asked.
      if (turn.failure) this.#emit("error", { failure: turn.failure });
      if (!turn.answer) return;
      const { id, kind, topics } = turn.answer;
      this.#emit("answer", { id, kind, topics: topics.map((topic) => topic.id) });
    });
  }

  rated({ rating, answer }: Turn): void {
    if (!rating || !answer) return;
    const sent = rating.state === "sent";
    announce(this.#find("[role=log]"), sent ? this.#strings.thanks : this.#strings.ratingFailed);
    if (sent) this.#emit("rating", { id: answer.id, helpful: rating.helpful, reason: rating.reason });
  }

  // What is shown

  protected override render(): TemplateResult {
    const lang = this.#lang;
    if (this.#inline) {
      return html`<section class="panel" part="panel" lang=${lang} aria-labelledby="title" @keydown=${this.#key}>
        ${this.#body()}
      </section>`;
    }
    return html`<button
        type="button"
        class="launcher"
        part="launcher"
        lang=${lang}
        aria-haspopup="dialog"
        aria-expanded=${this.#panel.opened}
        ?hidden=${this.#panel.opened}
        @click=${this.open}
      >${MARK}<span>${this.#strings.launcher}</span></button>
      <dialog
        class="panel"
        part="panel"
        lang=${lang}
        aria-labelledby="title"
        @keydown=${this.#key}
        @cancel=${this.#cancel}
      >${this.#body()}</dialog>`;
  }

  #body(): TemplateResult {
    const strings = this.#strings;
    const view: View = {
      strings,
      lang: this.#lang,
      contentLang: this.getAttribute("content-lang") ?? "en",
      about: this.#talk.about,
      actions: this.#actions,
    };
    const { turns, waiting } = this.#talk;
    const remembers = this.#remembers;
    // A long conversation stays quick: a turn is drawn again only where something of it has changed.
    const shared = [strings, view.lang, view.contentLang, view.about];
    return html`${header(strings, this.getAttribute("heading") ?? strings.title, this.#menu !== "closed", {
        options: () => this.#setMenu(this.#menu === "closed" ? "open" : "closed"),
        ...(this.#inline ? {} : { close: () => this.close() }),
      })}
      ${menu(this.#menu, strings, this.#menuActions)}
      <div class="stage" @click=${this.#away} @focusin=${this.#away}>
        <div
          class="transcript"
          part="transcript"
          role="region"
          aria-label=${strings.transcript}
          tabindex="0"
          @scroll=${{ handleEvent: this.#scrolled, passive: true }}
        >
          ${guard([remembers, ...shared], () => intro(view, remembers))}
          ${turns.map((turn) => {
            const last = turn === turns.at(-1);
            const slow = this.#slow && turn.waiting;
            return guard([turn, last, slow, ...shared], () => turnView(turn, last, slow, view));
          })}
        </div>
        ${this.#unseen
          ? html`<button type="button" class="choice solid unseen" @click=${this.#goToLast}>
              ${strings.newAnswer}
            </button>`
          : nothing}
      </div>
      <footer part="footer" @click=${this.#away} @focusin=${this.#away}>
        ${this.#status ? html`<p class="status">${this.#status}</p>` : nothing}
        ${composer(strings, waiting, { send: this.#send, typed: this.#typed })} ${help(view)}
      </footer>
      <div class="sr" role="log" aria-label=${strings.announcements}></div>`;
  }

  // What a person does

  readonly #actions: Actions = {
    suggest: ({ text }) => this.#pressed(this.#talk.ask(text)),
    retry: (turn) => this.#pressed(this.#talk.retry(turn)),
    edit: ({ question }) => {
      if (!this.#input) return;
      this.#input.value = question;
      this.#typed();
      this.#input.focus();
    },
    rate: (turn, helpful, reason) => void this.#talk.rate(turn.id, helpful, reason),
  };

  /** A button asked: it may be gone with the next update, so the focus goes on to the question. */
  #pressed(asked: boolean): void {
    if (!asked) return this.#say(this.#strings.wait);
    this.#asked();
    void this.updateComplete.then(() => this.#last?.querySelector("h3")?.focus({ preventScroll: true }));
  }

  readonly #send = (): void => {
    const input = this.#input;
    if (!input?.value.trim()) return input?.focus();
    if (!this.#talk.ask(input.value)) return this.#say(this.#strings.wait);
    input.value = "";
    this.#typed();
    this.#asked();
  };

  readonly #typed = (): void => {
    this.#memory.keep({ draft: this.#input?.value ?? "" });
  };

  #asked(): void {
    this.#settle();
    this.#slowTimer = window.setTimeout(() => {
      this.#slow = true;
      this.requestUpdate();
      announce(this.#find("[role=log]"), this.#strings.stillLooking);
    }, SLOW_MS);
    this.#emit("message");
    void this.updateComplete.then(() => this.#scrollToLast());
  }

  #settle(): void {
    clearTimeout(this.#slowTimer);
    this.#slow = false;
    this.#unseen = false;
    this.#status = "";
    this.requestUpdate();
  }

  readonly #menuActions: MenuActions = {
    copy: () =>
      void this.#withWritten(async (written) => {
        this.#say((await copyText(written)) ? this.#strings.copied : this.#strings.copyFailed);
      }),
    print: () =>
      void this.#withWritten((written) => {
        const panel = this.#find(".panel");
        if (panel) printText(written, panel, this.#lang, getComputedStyle(this).direction);
      }),
    save: () => void this.#withWritten((written) => saveText(written, this.#strings.savedAs)),
    askToRemove: () => this.#setMenu("asking"),
    remove: () => {
      this.#setMenu("closed");
      void this.clear();
    },
    keep: () => this.#setMenu("closed"),
  };

  #withWritten(use: (written: ReturnType<typeof blocks>) => void | Promise<void>): void {
    this.#setMenu("closed");
    if (this.#talk.turns.length === 0) return this.#say(this.#strings.nothingYet);
    void use(blocks(this.#talk.turns, this.#strings, this.#lang));
  }

  #setMenu(state: MenuState): void {
    this.#menu = state;
    this.#status = "";
    this.requestUpdate();
    const next = { closed: "#options-button", open: ".menu button", asking: "#removing" }[state];
    void this.updateComplete.then(() => this.#find(next)?.focus());
  }

  /** Whoever goes on elsewhere has done with the menu. */
  readonly #away = (): void => {
    if (this.#menu === "closed") return;
    this.#menu = "closed";
    this.requestUpdate();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    // An inline panel without an open menu has no use for the key; the page may have one.
    if (this.#menu === "closed" && this.#inline) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#menu === "closed") this.close();
    else this.#setMenu("closed");
  };

  /** A modal dialog's own way of closing, such as a phone's back gesture, goes our way. */
  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.close();
  };

  // Where things are

  /** Tells by sight and, through the live region, by sound. */
  #say(text: string): void {
    this.#status = text;
    this.requestUpdate();
    announce(this.#find("[role=log]"), text);
  }

  #scrollToLast(): void {
    const box = this.#find(".transcript");
    if (box && this.#last) scrollToTurn(box, this.#last);
  }

  /** Offers the way to the newest answer where it came out of sight. */
  #lookForLast(): void {
    const box = this.#find(".transcript");
    this.#unseen = box !== null && this.#last !== null && !startsInSight(box, this.#last);
    this.requestUpdate();
  }

  readonly #scrolled = (): void => {
    if (this.#unseen) this.#lookForLast();
  };

  readonly #goToLast = (): void => {
    this.#scrollToLast();
    this.#last?.querySelector("h3")?.focus({ preventScroll: true });
  };

  #emit(name: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.dispatchEvent(new CustomEvent(`netguide:${name}`, { detail, bubbles: true }));
  }

  get #inline(): boolean {
    return this.getAttribute("layout") === "inline";
  }

  get #remembers(): boolean {
    return this.getAttribute("storage") !== "none";
  }

  get #lang(): string {
    return this.lang || "en";
  }

  get #strings(): Strings {
    const { strings: page } = pageWide;
    if (this.#words?.page !== page || this.#words.own !== this.strings) {
      this.#words = { page, own: this.strings, table: withOverrides(page, this.strings) };
    }
    return this.#words.table;
  }

  get #input(): HTMLTextAreaElement | null {
    return this.#find<HTMLTextAreaElement>("textarea");
  }

  get #last(): HTMLElement | null {
    return this.#find("[data-last]");
  }

  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.shadowRoot?.querySelector<Found>(selector) ?? null;
  }
}
