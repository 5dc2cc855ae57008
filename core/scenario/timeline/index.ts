/** What others take of the timeline. */
export { settled } from './cells.ts';
export { timelineMarkdown } from './markdown.ts';
export { PAGE_MARKS, type PageMark, pageMark, pageMarkIndex } from './page-marks.ts';
export { timelineSvg } from './svg.ts';
export { timelineText } from './text.ts';
export { timeline } from './timeline.ts';
export * from './types.ts';
