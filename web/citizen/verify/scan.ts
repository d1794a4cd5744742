// Reads a QR code out of a picture, where the browser itself can; nothing is loaded for it.
interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>
}
type MakesDetector = new (given: { formats: string[] }) => Detector

const maker = () => (window as unknown as { BarcodeDetector?: MakesDetector }).BarcodeDetector

export const canScan = () => !!maker() && 'createImageBitmap' in window

/** What the first QR code in the picture says; empty where there is none. */
export async function scan(file: File): Promise<string> {
  try {
    const Detects = maker()!
    const picture = await createImageBitmap(file)
    const [first] = await new Detects({ formats: ['qr_code'] }).detect(picture)
    return first?.rawValue ?? ''
  } catch {
    return ''
  }
}
