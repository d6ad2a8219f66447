/** Whose token is printed: one of the development users. */
export const USER = "alice";
