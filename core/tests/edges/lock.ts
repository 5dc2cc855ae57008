/** Page locks. */
export const LOCK_EDGES = `
6.12 | lock p1 0x1000; unlock p1 0x1000; unlock p1 0x1000
  EINVAL [EINVAL 1], page 1 1/1
  nobody holds a page lock taken there
`;
