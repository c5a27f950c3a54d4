#include "studio.inc"
Colours("4a5a2c","f1e8d8","b98a55")
#declare T = texture { pigment { color CMain } finish { diffuse 0.42 emission CMain*0.07 specular 0.5 roughness 0.005 reflection { 0.09,0.5 falloff 2.5 } } }
#declare Obj = union {
  object { RCyl(0,17,3.7,0.6) texture { T } } lathe { cubic_spline 10 <3.65,15>,<3.7,16.2>,<3.6,17.4>,<2.8,19.2>,<1.6,20.8>,<1.25,22.4>,<1.2,25>,<1.25,26>,<1.2,27>,<1.2,28> sturm texture { T } }
  object { RCyl(25.2,26.8,1.6,0.25) texture { T } } union { cylinder { y*26.5,y*28.2,1.0 } object { RCyl(28,29.4,1.7,0.3) } Wood(CThird) }
  object { WrapLabel(3.7,2.8,2.2,13) Kraft(CAccent) }
  union { object { WrapText(Word(L1,"OLIVE OIL"),0.62,3.7,9.2) } object { WrapBar(3.7,1.6,8.5,0.06) } object { WrapText(Word(L2,"first press"),0.45,3.7,7.3) } object { WrapText(Word(L3,"500 ml"),0.36,3.7,3.6) } object { WrapBar(3.7,2.3,12.2,0.1) } Matte(Col("2b2622")) } }
Stage(Obj,-18,26,1.26)
