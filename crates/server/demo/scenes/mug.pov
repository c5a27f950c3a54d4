#include "studio.inc"
Colours("2f5d62","d8c3a5","3a2417")
#declare TLow = Stoneware(CAccent)
#declare TTop = Glaze(CMain)
#declare Obj = union {
  object { MugShape() texture { gradient y texture_map { [0.19 TLow][0.195 TTop] } scale 11 warp { turbulence 0.25 lambda 2.4 } } }
  cylinder { y*8.0,y*8.05,3.85 Gloss(CThird) }
}
// Shape 1: tall and narrow
#if (Shape=1) #declare Obj = object { Obj scale <0.93,1.3,0.93> } #end
Stage(Obj,-32,24,1.12)
