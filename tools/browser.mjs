// Unpacks the headless browser of the tests into the folder that is named, once.
import chromium from "@sparticuz/chromium";

// So the package brings its libraries with it, for a machine that has none of them.
process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
console.log(await chromium.executablePath());
