#include "studio.inc"
Colours("d9891a","e7d6b4","5a3b1c")
// Shape 1: a painted lid and no dipper, for preserves
#if (Shape=1) #declare Lid = Satin(CThird) #else #declare Lid = Brushed(CBrass) #end
#declare Obj = union {
  object { RCyl(0,9.0,4.2,0.7) texture { pigment { gradient y color_map { [0 CMain*0.55][0.6 CMain*0.95][1 CMain*1.1] } scale 9 } finish { diffuse 0.55 emission CMain*0.16 specular 0.5 roughness 0.005 reflection { 0.07,0.5 falloff 2.5 } } } }
  object { RCyl(8.6,10.3,3.7,0.25) texture { pigment { color CMain*1.05 } finish { diffuse 0.5 emission CMain*0.25 specular 0.5 roughness 0.005 reflection { 0.08,0.5 falloff 2.5 } } } }
  object { RCyl(9.9,12.0,4.0,0.22) texture { Lid } }
  #local I=0; #while (I<44) cylinder { <4.0,10.2,0>,<4.0,11.7,0>,0.13 rotate y*8.1818*I texture { Lid } } #local I=I+1; #end
  object { WrapLabel(4.2,3.0,1.7,7.6) Kraft(CAccent) }
  union { object { WrapText(Word(L1,"HONEY"),0.85,4.2,4.9) } object { WrapText(Word(L2,"wildflower"),0.45,4.2,3.9) } object { WrapText(Word(L3,"340 g"),0.32,4.2,2.4) } object { WrapBar(4.2,1.4,3.3,0.06) }
     object { WrapBar(4.2,2.4,6.9,0.08) } Matte(CThird) }
  #if (Shape=0) union { sphere { 0,1 scale <1.35,1.0,1.35> translate <0,0,0> } #local I=-3; #while (I<4) torus { 1.35*sqrt(1-I*I/16)+0.05,0.14 translate y*I*0.3 } #local I=I+1; #end 
    cylinder { 0,y*12,0.36 } sphere { y*12,0.5 } rotate x*90 rotate z*-2 Wood(CBeech) rotate y*-62 translate <2.5,1.55,-6.6> } #end
}
Stage(Obj,-14,26,1.12)
