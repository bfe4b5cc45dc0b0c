// An author imports MiniProgramKit and nothing else: pages, money and texts come with it.
@_exported public import Wire
