#include "studio.inc"
Colours("6b3413","efe7d8","23201d")
#declare Prof = lathe { cubic_spline 12 <0,0>,<0,0>,<3.0,0>,<3.5,0.5>,<3.55,3>,<3.55,8>,<3.5,9.6>,<2.6,11>,<1.5,11.8>,<1.35,13>,<0,13.1>,<0,13.1> sturm }
#declare Obj = union {
  object { RCyl(0,9.8,3.55,0.5) texture { pigment { color CMain } finish { diffuse 0.42 emission CMain*0.05 specular 0.5 roughness 0.005 reflection { 0.09,0.5 falloff 2.5 } } } }
  lathe { cubic_spline 8 <3.5,8.8>,<3.55,9.2>,<3.4,9.9>,<2.8,10.8>,<1.9,11.5>,<1.55,12.1>,<1.5,13>,<1.5,14> sturm texture { pigment { color CMain } finish { diffuse 0.42 emission CMain*0.05 specular 0.5 roughness 0.005 reflection { 0.09,0.5 falloff 2.5 } } } }
  union { object { RCyl(12.2,13.8,1.75,0.2) } object { RCyl(13.7,15.0,0.75,0.15) } cylinder { y*14.8,y*16.6,0.42 } 
    object { RCyl(16.2,17.2,1.0,0.25) } object { RBox(<-0.55,16.35,-4.2>,<0.55,17.1,0.2>,0.3) } cylinder { <0,15.9,-3.8>,<0,16.5,-3.8>,0.32 } Satin(CThird) }
  object { WrapLabel(3.55,2.6,1.6,8.2) Kraft(CAccent) }
  union { object { WrapText(Word(L1,"hand + body"),0.5,3.55,6.4) } object { WrapText(Word(L2,"wash"),0.5,3.55,5.5) } object { WrapBar(3.55,1.6,4.75,0.05) } object { WrapText(Word(L3,"rosemary, mint"),0.3,3.55,3.8) } object { WrapText("250 ml",0.3,3.55,2.4) } Matte(CThird) }
}
Stage(Obj,-18,28,1.26)
