#include "studio.inc"
global_settings { max_trace_level 5 }
Colours("c98f5a","f3ead9","2b2622")
#declare Lit=1;
#declare Obj = union {
  difference { object { RCyl(0,9.2,4.1,0.5) } object { RCyl(0.9,12,3.75,0.4) } cylinder { y*9,y*10,6 } GlassMat(CMain,0.72) }
  torus { 3.92,0.17 translate y*9 GlassMat(CMain,0.6) }
  union { cylinder { y*0.95,y*7.1,3.73 } texture { pigment { color CAccent } finish { diffuse 0.85 emission 0.06 specular 0.2 roughness 0.03 } } }
  cylinder { y*7,y*8.05,0.11 Matte(CBlack) }
  lathe { cubic_spline 8 <0,0>,<0,0>,<0.22,0.2>,<0.32,0.6>,<0.2,1.15>,<0.05,1.75>,<0,2>,<0,2> translate y*7.7 no_shadow texture { pigment { gradient y color_map { [0 rgbt <1,0.55,0.15,0.35>][0.4 rgb <1,0.83,0.42>][1 rgb <1,0.93,0.7>] } scale 2 translate y*7.7 } finish { diffuse 0 emission 1.2 } } }
  object { WrapLabel(4.1,2.75,2.0,6.8) Kraft(CCream) }
  union { object { WrapText(Word(L1,"fig + cedar"),0.52,4.1,4.75) } object { WrapText(Word(L2,"soy wax  220 g"),0.3,4.1,3.35) } object { WrapBar(4.1,1.0,4.25,0.06) } object { WrapText(Word(L3,"No 4"),0.34,4.1,5.75) } Matte(CThird) }
}
light_source { <0,2.35,0> rgb <1,0.7,0.35>*0.25 fade_distance 1 fade_power 2 shadowless }
Stage(Obj,-14,24,1.16)
