/** Style sheets are minified and inlined by the build. */
declare module "*.css" {
  const text: string;
  export default text;
}
