import MiniProgramKit

/// A short line for clients that bring no manifest.
let example: JSON = [
  "stations": [
    ["id": "cityhall", "name": ["ko": "시청", "en": "City Hall"]],
    ["id": "gangnam", "name": ["ko": "강남", "en": "Gangnam"]],
  ],
  "baseFare": 1550, "baseStations": 5, "stationFare": 100, "maximumFare": 3650,
]

Program(
  "Metro", version: "1.0.0", example: example,
  features: [RideOpen(), RidePassed(), RideMissing()]
).run()
