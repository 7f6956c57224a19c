/** Which words are asked about, in the address of a workload's page; may be repeated. */
export const WHY = 'why';
