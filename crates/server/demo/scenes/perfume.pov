#include "studio.inc"
Colours("d9a98c","2b2b2d","f3ead9")
// Shape 1: a round flask
#declare T = texture { pigment { gradient y color_map { [0 CMain*0.72][0.8 CMain][1 CMain*1.06] } scale 9 } finish { diffuse 0.55 emission CMain*0.12 specular 0.6 roughness 0.003 reflection { 0.08,0.5 falloff 2.5 } } }
#declare Obj = union {
  #if (Shape=0) object { RSlab(<-3.6,0,-1.9>,<3.6,8.4,1.9>,0.8,0.35) texture { T } } #else sphere { 0,1 scale <4.4,4.2,2.6> translate y*4.3 texture { T } } object { RCyl(0,0.8,2.2,0.3) scale <1,1,0.8> texture { T } } #end
  union { cylinder { y*8.2,y*9.2,1.1 } torus { 1.1,0.14 translate y*8.9 } Metal(CBrass) } object { RCyl(9.1,12.2,1.5,0.25) Satin(CAccent) }
  #if (Shape=0) box { <-2.4,2.0,-1.95>,<2.4,6.0,-1.88> Kraft(CThird) } union { object { Txt(Word(L1,"cedar"),0.85,0.05) translate <0,4.2,-1.99> } object { Txt(Word(L2,"eau de parfum"),0.38,0.05) translate <0,3.3,-1.99> } object { Txt(Word(L3,"50 ml"),0.3,0.05) translate <0,2.5,-1.99> } Matte(Col("2b2622")) } #end }
Stage(Obj,-18,28,1.08)
