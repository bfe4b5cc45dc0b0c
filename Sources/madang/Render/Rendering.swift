import Wire

/// Draws screens; pure: the same screen and capabilities give the same lines.
enum Rendering {
  /// The lines of a screen in the mode that is asked for.
  static func render(_ screen: Screen, _ capabilities: Capabilities) -> [StyledLine] {
    switch capabilities.mode {
    case .tty:
      TTYRenderer(capabilities: capabilities, language: screen.language)
        .lines(ScreenBlocks.blocks(screen))
    case .plain: PlainRenderer.lines(ScreenBlocks.blocks(screen))
    case .accessible:
      AccessibleRenderer(language: screen.language).lines(ScreenBlocks.blocks(screen))
    case .json: [StyledLine(ScreenJSON.json(screen).text)]
    }
  }
}
