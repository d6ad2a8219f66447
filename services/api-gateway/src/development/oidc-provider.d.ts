/**
 * The class without the module's entry, whose only addition is a line on the console that Node 20 is not supported. What is used of it
 * is tested on Node 20, and it runs on one machine only.
 */
declare module "oidc-provider/lib/provider.js" {
  export { Provider } from "oidc-provider";
}
