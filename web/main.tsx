/** The explorer's page. */
import "katex/dist/katex.min.css";
import "./style/page.css";
import { options, render } from "preact";
import { spawnEngine, spawnPlotter } from "virtual:spawn-engine";
import { createLane } from "./engine/worker-lane.js";
import { App } from "./parts/app.js";
import { allowOwnWorkers } from "./trusted-types.js";

allowOwnWorkers();

// Everything that changes within a frame is drawn once. A page that is not looked at has no frames.
options.debounceRendering = (draw) => {
  if (document.hidden) setTimeout(draw);
  else requestAnimationFrame(draw);
};

const root = document.getElementById("app");
if (root !== null) {
  // Long derivations on one lane; on another, numbers that follow the sliders meanwhile. A lane starts when it is used.
  render(
    <App
      exact={createLane(spawnEngine)}
      numbers={createLane(spawnEngine)}
      aside={createLane(spawnEngine)}
      plots={createLane(spawnPlotter)}
    />,
    root,
  );
}
