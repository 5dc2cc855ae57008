/** endings */
export const ENDINGS_EDGES = `
6.12 | write p1 0x1000 'A'; fork p1; cpu p2 2
  done
  done
`;
