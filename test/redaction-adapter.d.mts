export declare const name: string;
export declare const redactLine: (line: string) => string;
