/** The type and subtype of a media type, without its parameters, in lower case (RFC 9110 section 8.3.1). */
export function mediaTypeEssence(mediaType: string): string {
  const end = mediaType.indexOf(";");
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}
