extension QRSymbol {
  /// Light modules around a printed symbol (ISO/IEC 18004, section 6.3.8).
  package static let printMargin = 4

  /// A scalable picture: white square, and one path of the dark runs of every row.
  package func svg(margin: Int = printMargin) -> String {
    precondition(margin >= 0)
    let side = size + 2 * margin
    var path = ""
    for row in 0..<size {
      var column = 0
      while column < size {
        guard isDark(row: row, column: column) else {
          column += 1
          continue
        }
        let start = column
        while isDark(row: row, column: column) { column += 1 }
        path += "M\(start + margin) \(row + margin)h\(column - start)v1h-\(column - start)z"
      }
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" version="1.1" viewBox="0 0 \(side) \(side)" \
      width="\(side)mm" height="\(side)mm" shape-rendering="crispEdges">
      <rect width="\(side)" height="\(side)" fill="#ffffff"/>
      <path d="\(path)" fill="#000000"/>
      </svg>

      """
  }
}
