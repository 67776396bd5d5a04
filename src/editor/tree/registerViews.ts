import { Disposable } from "vscode";
import { type EnvironmentsViewContext, registerEnvironmentsView } from "./environmentsView.ts";
import { registerWorkspaceView } from "./workspaceView.ts";

/** The sidebar's views, functions of the model's state. */
export function registerViews(context: EnvironmentsViewContext): Disposable {
	const { host, model, filter } = context;
	return Disposable.from(filter, registerWorkspaceView(host, model), registerEnvironmentsView(context));
}
