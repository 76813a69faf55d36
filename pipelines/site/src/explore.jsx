// The table of all targets.
import {render} from "preact";

render(<p></p>, document.createElement("div"));
