/** The page of the timeline. */
import { h, render } from 'preact';
import { App } from './app.ts';
import './timeline.css';

render(h(App, {}), document.getElementById('timeline')!);
