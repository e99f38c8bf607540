import Type, { type Static, type TProperties } from 'typebox';

/**
 * The few shapes from which every contract is made. Patterns, not formats: a schema must check the same
 * everywhere.
 */
export const text = Type.String({ minLength: 1, maxLength: 500 });
export const id = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$' });
/** An instant in UTC, `2024-05-06T01:00:00Z`. */
export const instant = Type.String({
  pattern:
    '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?Z$',
});
/** A day in Asia/Shanghai, `2024-05-06`. */
export const localDate = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
/** Money in fen, as a string: it may pass 2^53 and must never be rounded. */
export const fen = Type.String({ pattern: '^(0|[1-9]\\d{0,17})$' });
export const count = Type.Integer({ minimum: 0 });
export const oneOf = <const T extends string[]>(...values: T): Type.TEnum<T> => Type.Enum<T>(values);
export const listOf = <T extends Type.TSchema>(item: T, minItems = 0) =>
  Type.Array(item, { minItems, maxItems: 100 });
export const maybe = Type.Optional;
export const fields = Type.Object;
export type FieldsOf<P extends TProperties> = Static<Type.TObject<P>>;
