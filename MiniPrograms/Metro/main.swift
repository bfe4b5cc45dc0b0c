import MiniProgramKit

/// A short line for clients that bring no manifest.
let example: JSON = [
  "stations": [
    ["id": "cityhall", "name": ["ko": "시청", "en": "City Hall"], "metres": 0],
    ["id": "gangnam", "name": ["ko": "강남", "en": "Gangnam"], "metres": 13_000],
  ],
  "fares": [
    ["upToMetres": 10_000, "amount": 1_550], ["upToMetres": 15_000, "amount": 1_650],
  ],
  "maximumFare": 3_650, "transfer": ["seconds": 1_800, "limit": 4],
]

Program(
  "Metro", version: "1.0.0", example: example,
  features: [RideOpen(), RidePassed(), RideMissing()]
).run()
