import MiniProgramKit

/// A menu for clients that bring no manifest: enough to see what the program does.
let example: JSON = [
  "tables": 12, "currency": "KRW",
  "categories": [["id": "noodles", "name": ["ko": "국수", "en": "Noodles"]]],
  "menu": [
    [
      "id": "bibim", "category": "noodles", "price": 7000,
      "name": ["ko": "비빔국수", "en": "Spicy mixed noodles"],
    ],
    [
      "id": "janchi", "category": "noodles", "price": 6500,
      "name": ["ko": "잔치국수", "en": "Banquet noodles"],
      "options": [
        [
          "id": "size", "name": ["ko": "양", "en": "Size"],
          "choices": [["id": "large", "name": ["ko": "곱빼기", "en": "Large"], "price": 1500]],
        ]
      ],
    ],
  ],
]

Program(
  "TableOrder", version: "1.0.0", example: example,
  features: [
    MenuOpen(), MenuDish(), CartAdd(), CartOpen(), CartChange(), CartRemove(), NoteOpen(),
    CartNote(), NameShow(), StaffCall(), OrderPlace(), OrderPaid(), OrderLapsed(), OrderRefunded(),
    OrderShow(), KitchenBoard(), OrderAccept(), OrderReady(), CallDone(), MenuBoard(), MenuEdit(),
    MenuSoldOut(), MenuPrice(),
  ]
).run()
