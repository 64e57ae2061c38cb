// Who is signed in: the frame says so before any view is drawn.
let session = null;

export function is(now) {
  session = now;
}

/** Whether the key has this role: "submit", "read" or "admin". An administrator's has all. */
export const may = (role) => Boolean(session?.roles.includes(role) || session?.roles.includes("admin"));

/** Whose jobs are seen; null: everybody's. */
export const owner = () => (may("admin") ? null : session?.owner);
