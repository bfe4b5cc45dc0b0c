/* What Swift's Glibc module lacks; one header a topic. */
#pragma once
#include "CLinuxEvents.h"
#include "CLinuxMemory.h"
#include "CLinuxTerminal.h"
#include "launch.h"
