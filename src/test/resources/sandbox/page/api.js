// Calls of the control API. What it refuses is shown as it says it.
import { toast } from './dialogs.js';

export async function api(method, path, body) {
  try {
    const answer = await fetch(path, { method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body ? JSON.stringify(body) : undefined });
    const json = await answer.json();
    if (answer.ok) return json;
    toast(json.error ?? `The sandbox answered ${answer.status}`);
  } catch {
    toast('The sandbox does not answer. Is it still running?');
  }
  return null;
}
