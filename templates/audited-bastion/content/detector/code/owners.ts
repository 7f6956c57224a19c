/** Objects of the file system, and of the network, as a chain of calls begins. */
export const FILE_OWNERS = /^(?:File|FileUtils|Dir|IO|Pathname|fs|fsp|fsPromises|promises|fse|fsExtra|require|rimraf|Rails|path)$/;
export const NETWORK_OWNERS = /^(?:Net|Faraday|HTTParty|RestClient|HTTP|HTTPX|Excon|Typhoeus|TCPSocket|UDPSocket|Socket|SSLSocket|Mechanize|Curl|URI|OpenURI|axios|got|fetch|http|https|http2|net|tls|dgram|dns|WebSocket|superagent|needle|undici|request|XMLHttpRequest|Patron|Resolv|Mail|EventMachine|ky|nodemailer|Aws)$/;
