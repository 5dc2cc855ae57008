/** The page's address, which always carries what is shown. */
import { fromFragment, type Shared, toFragment } from './link.ts';

/** Milliseconds of quiet before the address follows: browsers dislike a new one at each key. */
const QUIET = 300;

/** Keeps the address and what is shown together. */
export class Address {
  private fragment = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly open: (shared: Shared | null) => void;

  /** `open` is called with what a new address carries; null where it carries nothing that can be read. */
  constructor(open: (shared: Shared | null) => void) {
    this.open = open;
    window.addEventListener('hashchange', () => {
      if (location.hash !== `#${this.fragment}`) void fromFragment(location.hash).then(this.open);
    });
  }

  /** To be called when something else is shown. */
  follow(shared: Shared): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(shared), QUIET);
  }

  /** Writes the address at once; gives it. */
  async write(shared: Shared): Promise<string> {
    clearTimeout(this.timer);
    this.fragment = await toFragment(shared);
    history.replaceState(null, '', `#${this.fragment}`);
    return location.href;
  }
}
