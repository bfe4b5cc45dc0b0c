import Wire

/// A page that is accepted is written as a page that is accepted, and is the same.
enum PageFuzz {
  static func run(_ bytes: [UInt8]) {
    let json: JSON
    do { json = try JSON.parse(bytes) } catch { return }
    let page: Page
    do { page = try Page.read(json).page } catch { return }
    do {
      let again = try Page.read(page.json).page
      precondition(again.json == page.json, "written otherwise the second time")
    } catch {
      preconditionFailure("its own writing is refused: \(error.pointer) \(error.code)")
    }
  }
}
