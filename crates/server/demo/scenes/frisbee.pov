#include "studio.inc"
Colours("e3a03a","f0e6d2","34506b")
#declare Disc = union { lathe { cubic_spline 15 <0,2.6>,<0,2.6>,<7,2.6>,<10,2.45>,<12.2,2.0>,<13.2,1.1>,<13.4,0.3>,<13.0,0>,<12.7,0.4>,<12.4,1.3>,<10,2.1>,<7,2.25>,<0,2.25>,<0,2.25>,<0,2.25> sturm }  }
#declare T = texture { pigment { radial color_map { [0 CMain][1 CMain] } } finish { diffuse 0.82 specular 0.25 roughness 0.03 reflection { 0,0.14 falloff 4 } } }
#macro Ringed(A,B) texture { pigment { cylindrical scale 14 color_map { [0 A][0.28 A][0.28 B][0.36 B][0.36 A][0.40 A][0.40 B][0.42 B][0.42 A][0.78 A][0.78 B][1 B] } } finish { diffuse 0.82 specular 0.25 roughness 0.03 reflection { 0,0.14 falloff 4 } } } #end
#declare Obj = union { object { Disc Ringed(CMain,CAccent) } object { Disc Ringed(CThird,CAccent) rotate x*-62 rotate y*-18 translate <5,11.8,12.5> } cylinder { <5,0,17>,<5,12,16.6>,0.01 Matte(CAccent) } }
#declare BLo=<-13.5,0,-13.5>; #declare BHi=<18,24,17>; #declare Elev1=26; #declare Elev2=40;
Stage(Obj,-16,30,1.2)
