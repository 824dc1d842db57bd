/** The explorer's page. */
import "katex/dist/katex.min.css";
import "./style/page.css";
import { render } from "preact";
import { spawnEngine } from "virtual:spawn-engine";
import { createLane } from "./engine/lane.js";
import { App } from "./parts/app.js";

const root = document.getElementById("app");
if (root !== null) {
  // Long derivations on one lane; on another, numbers that follow the sliders meanwhile. A lane starts when it is used.
  render(
    <App exact={createLane(spawnEngine)} numbers={createLane(spawnEngine)} paper={createLane(spawnEngine)} />,
    root,
  );
}
