/** Formats the URLs and requests to try next. */
export const signposts = ({ url }, { id, ticket, code }, words) => {
  const signs = [
    ['Swagger', `${url}/docs`],
    [words.token, `curl -s ${url}/dev/token -H 'Content-Type: application/json' -d '{"role":"coordinator"}'`],
    [words.overdue, `GET ${url}/v1/complaints?breached=true&sort=dueAt`],
    [words.board, `GET ${url}/v1/sla/summary?groupBy=office`],
    [words.register, `GET ${url}/v1/escalations?level=3`],
    [words.examined, `GET ${url}/v1/ombudsman/cases`],
    [words.whole, `GET ${url}/v1/complaints/${id}/timeline`],
    [words.citizen, `curl -s ${url}/v1/tracking/${ticket} -H 'X-Access-Code: ${code}'`],
  ];
  const width = Math.max(...signs.map(([name]) => name.length)) + 2;
  return [words.next, ...signs.map(([name, where]) => `  ${name.padEnd(width)}${where}`)];
};
