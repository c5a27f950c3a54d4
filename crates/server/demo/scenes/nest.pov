#include "studio.inc"
Colours("4f7f86","e9e3d6","c98f4e")
// three mixing bowls, one in another; Shape 1: one bowl with a spout and a whisk's worth of batter
#macro Bowl(S,C) union { difference { lathe { cubic_spline 11 <0,0>,<0,0>,<5,0>,<5.6,0.5>,<9.6,4.6>,<11.8,9.4>,<12,10.6>,<11.6,10.8>,<0,10.8>,<0,10.9>,<0,10.9> sturm } lathe { cubic_spline 10 <0,0.8>,<0,0.8>,<5.2,0.9>,<9.2,5>,<11.2,9.6>,<11.5,11>,<12,13>,<0,13>,<0,13>,<0,13> sturm } } scale S texture { gradient y texture_map { [0 TB][0.32 TB][0.325 C][1 C] } scale 11*S } } #end
#declare TB = Stoneware(CAccent)
#declare T1 = Glaze(CMain)
#declare T2 = Glaze(CAccent)
#declare T3 = Glaze(CThird)
#declare Obj = union {
  #if (Shape=0) object { Bowl(1,T1) } object { Bowl(0.8,T3) translate y*4.4 } object { Bowl(0.62,T2) translate y*8.4 }
  #else object { Bowl(1,T1) } cylinder { y*6.6,y*6.7,10.2 Satin(Col("f0dfb0")) } union { cone { <0,5,0>,0.7,<12,19,0>,1.0 } sphere { <12,19,0>,1.0 } Wood(COak) rotate y*-40 } #end }
#declare BLo=<-12,0,-12>; #declare BHi=<12,(Shape=1?17:15.2),12>; #declare Elev1=22; #declare Elev2=44;
Stage(Obj,-16,28,1.18)
