/** A set of page numbers kept as sorted, disjoint stretches: ranges may be huge, and are never counted out. */
export class PageSet {
  /** Starts and ends in turn; a stretch holds its start and not its end. */
  private readonly edges: number[] = [];
  /** How many pages the set holds. */
  size = 0;

  /** The index of the first stretch that ends at or after `page`. */
  private find(page: number): number {
    let low = 0;
    let high = this.edges.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edges[middle * 2 + 1] as number) < page) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds `count` pages from `page` on. */
  add(page: number, count: number): void {
    let from = page;
    let to = page + count;
    const first = this.find(page);
    let last = first;
    while (last * 2 < this.edges.length && (this.edges[last * 2] as number) <= to) {
      const start = this.edges[last * 2] as number;
      const end = this.edges[last * 2 + 1] as number;
      from = Math.min(from, start);
      to = Math.max(to, end);
      this.size -= end - start;
      last++;
    }
    this.edges.splice(first * 2, (last - first) * 2, from, to);
    this.size += to - from;
  }

  /** The stretches of `count` pages from `page` on that are not in the set. */
  missing(page: number, count: number): [page: number, count: number][] {
    const gaps: [number, number][] = [];
    let at = page;
    const end = page + count;
    for (let i = this.find(page); i * 2 < this.edges.length && at < end; i++) {
      const start = this.edges[i * 2] as number;
      if (start > at) gaps.push([at, Math.min(start, end) - at]);
      at = Math.max(at, this.edges[i * 2 + 1] as number);
    }
    if (at < end) gaps.push([at, end - at]);
    return gaps;
  }

  /** Every page, ascending. */
  pages(): number[] {
    const pages: number[] = [];
    for (let i = 0; i < this.edges.length; i += 2) {
      for (let page = this.edges[i] as number; page < (this.edges[i + 1] as number); page++) pages.push(page);
    }
    return pages;
  }
}
