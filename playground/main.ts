/** The playground. */
import '@cowscope/client/timeline/view/main.ts';
import './page.css';
import { Playground } from './playground.ts';

void new Playground().start();
