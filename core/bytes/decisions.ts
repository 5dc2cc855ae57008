/** A decision tree over vectors: which numbers of a vector lead to which leaf. In one piece of memory, since it is walked all the time. */

/** Of a branch: the place in the vector that decides, and how many values have room; then a node for each value. */
const BRANCH = 2;

/** The node of leaf 0; leaf 1 is one less, and so on. */
const LEAF = -2;

/** The least room of a branch. */
const ROOM = 4;

/** A tree. Nodes are places in `nodes`; 0 is none. */
export class Decisions {
  private nodes = new Int32Array(1 << 8);
  private used = 1;
  private root = 0;

  /** The leaf that a vector leads to; -1 where nobody said. */
  find(vector: ArrayLike<number>): number {
    const { nodes } = this;
    let node = this.root;
    if (node === 0) return -1;
    for (let place = nodes[node]!; place >= 0; place = nodes[node]!) {
      const value = vector[place]!;
      if (value >= nodes[node + 1]!) return -1;
      node = nodes[node + BRANCH + value]!;
      if (node === 0) return -1;
    }
    return LEAF - nodes[node]!;
  }

  /**
   * Says that vectors with these values at these places, looked at in this order, lead to a leaf. Returns the place that
   * was looked at so far in place of one of them (-2: none was, there was a leaf); -1: none, it is said.
   */
  say(places: readonly number[], values: readonly number[], leaf: number): number {
    let link = -1;
    let node = this.root;
    for (const [i, place] of places.entries()) {
      if (node === 0) node = this.branch(link, place, ROOM);
      if (this.nodes[node] !== place) return Math.max(-2, this.nodes[node]!);
      const value = values[i]!;
      if (value >= this.nodes[node + 1]!) node = this.roomier(link, node, value);
      link = node + BRANCH + value;
      node = this.nodes[link]!;
    }
    if (node === 0) node = this.make(link, 1);
    else if (this.nodes[node]! >= 0) return this.nodes[node]!;
    this.nodes[node] = LEAF - leaf;
    return -1;
  }

  /** Forgets everything. */
  clear(): void {
    this.used = 1;
    this.root = 0;
  }

  private make(link: number, size: number): number {
    const node = this.used;
    this.used += size;
    if (this.used > this.nodes.length) {
      const nodes = new Int32Array(this.used * 2);
      nodes.set(this.nodes);
      this.nodes = nodes;
    }
    this.nodes.fill(0, node, this.used);
    if (link < 0) this.root = node;
    else this.nodes[link] = node;
    return node;
  }

  private branch(link: number, place: number, room: number): number {
    const node = this.make(link, BRANCH + room);
    this.nodes[node] = place;
    this.nodes[node + 1] = room;
    return node;
  }

  /** The same branch with room for a value. */
  private roomier(link: number, old: number, value: number): number {
    const room = this.nodes[old + 1]!;
    const node = this.branch(link, this.nodes[old]!, Math.max(value + 1, room * 2));
    this.nodes.copyWithin(node + BRANCH, old + BRANCH, old + BRANCH + room);
    return node;
  }
}
