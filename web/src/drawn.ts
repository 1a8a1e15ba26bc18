import { render, type TemplateResult } from "lit/html.js";

/**
 * A custom element drawn from a template, once for all that changed in one task. It does the
 * little that this widget needs of LitElement, for an eighth of the bytes of the whole script.
 */
export abstract class DrawnElement extends HTMLElement {
  #next: Promise<void> | null = null;
  #hasUpdated = false;

  constructor(styles: CSSStyleSheet) {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [styles];
  }

  /** Whether it was ever drawn, and so has its parts. */
  get hasUpdated(): boolean {
    return this.#hasUpdated;
  }

  /** Resolves once everything asked for until now is drawn. */
  get updateComplete(): Promise<void> {
    return this.#next ?? Promise.resolve();
  }

  connectedCallback(): void {
    this.#schedule();
  }

  attributeChangedCallback(): void {
    this.requestUpdate();
  }

  /** Draws again soon; before the element was first put on a page there is nothing to draw. */
  requestUpdate(): void {
    if (this.#hasUpdated) this.#schedule();
  }

  #schedule(): void {
    this.#next ??= Promise.resolve().then(() => {
      // Before drawing: what is asked for on the way is drawn after it.
      this.#next = null;
      this.#draw();
    });
  }

  #draw(): void {
    const first = !this.#hasUpdated;
    if (first) this.begin();
    // The host is what `this` is in the listeners that a template names.
    render(this.render(), this.shadowRoot as ShadowRoot, { host: this });
    this.#hasUpdated = true;
    if (first) this.begun();
  }

  /** Before it is drawn for the first time; the attributes can be read. */
  protected abstract begin(): void;

  protected abstract render(): TemplateResult;

  /** After it was drawn for the first time. */
  protected abstract begun(): void;
}
