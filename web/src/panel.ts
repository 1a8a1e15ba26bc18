import type { DrawnElement } from "./drawn.js";
import { coversFocus } from "./obscured.js";

/** Where the panel fills the window, and so is modal: nothing beside it can be seen. */
const NARROW = "(max-width: 30em), (max-height: 30em)";

/** Opens and closes the floating panel, and looks after the focus on the way. */
export class Panel {
  #opened = false;
  #opener: HTMLElement | null = null;
  readonly #host: DrawnElement;
  readonly #narrow = matchMedia(NARROW);

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  get opened(): boolean {
    return this.#opened;
  }

  connected(): void {
    document.addEventListener("focusin", this.#pageFocus);
    document.addEventListener("keydown", this.#pageKey);
    this.#narrow.addEventListener("change", this.#reshape);
  }

  disconnected(): void {
    document.removeEventListener("focusin", this.#pageFocus);
    document.removeEventListener("keydown", this.#pageKey);
    this.#narrow.removeEventListener("change", this.#reshape);
  }

  /** Opens on somebody's wish, and takes the focus in. */
  async open(): Promise<void> {
    const focused = document.activeElement;
    this.#opener = focused instanceof HTMLElement && focused !== document.body && focused !== this.#host ? focused : null;
    await this.#show();
    // On a touch screen the box would bring up the keyboard, over the notice that is to be read first.
    this.#find(matchMedia("(pointer: coarse)").matches ? "#title" : "textarea")?.focus();
  }

  /** Opens as it was before a reload: the focus stays where it is, and a small screen is not covered unasked. */
  async reopen(): Promise<void> {
    if (!this.#narrow.matches) await this.#show();
  }

  /** Closes; a focus inside goes back to where the panel was opened from. */
  async close(): Promise<void> {
    const held = this.#host.shadowRoot?.activeElement != null || this.#dialog?.matches(":modal");
    this.#opened = false;
    this.#dialog?.close();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (held) (this.#opener?.isConnected ? this.#opener : this.#find(".launcher"))?.focus();
  }

  async #show(): Promise<void> {
    this.#opened = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    // The attribute rather than show(), which would take the focus.
    if (this.#narrow.matches) dialog.showModal();
    else dialog.setAttribute("open", "");
  }

  /** The window was turned or resized: the same panel, modal or not as its new size asks for. */
  readonly #reshape = (): void => {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    const focused = this.#host.shadowRoot?.activeElement;
    dialog.close();
    void this.#show().then(() => {
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    });
  };

  /** The launcher steps aside for something of the page that has the focus beneath it. */
  readonly #pageFocus = (): void => {
    // Not while it is itself being pressed: a button that moves under the pointer misses its click.
    if (document.activeElement === this.#host) return;
    const launcher = this.#find(".launcher");
    launcher?.toggleAttribute("data-aside", coversFocus(launcher, this.#host));
  };

  /** Escape uncovers what has the focus beneath the open panel, without moving it. */
  readonly #pageKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#opened) return;
    if (coversFocus(this.#dialog, this.#host)) void this.close();
  };

  get #dialog(): HTMLDialogElement | null {
    return this.#find<HTMLDialogElement>("dialog");
  }

  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.#host.shadowRoot?.querySelector<Found>(selector) ?? null;
  }
}
