/** Programs that run the programs of others: their name tells nothing of which. */
export const INTERPRETERS =
  /^(?:\S*\/)?(?:(?:ba|da|k|z|c|tc)?sh|env|sudo|su|ruby[\d.]*|bundle|rake|puma|sidekiq|python[\d.]*|perl|php[\d.]*|node|nodejs|java)$/;
