import Type from "typebox";
import type { FormatName } from "./formats";

/** An object that refuses keys it does not know, and may be left out where every key of it may. */
export const strict = <T extends Type.TProperties>(properties: T, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });
export const text = (format: FormatName, description: string, extra: Type.TStringOptions = {}) =>
  Type.String({ format, description, ...extra });
export const count = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });
export const optional = Type.Optional;
