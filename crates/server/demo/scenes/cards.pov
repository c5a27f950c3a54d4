#include "studio.inc"
Colours("8a4f2a","e9dcc3","3c4f73")
// a sleeve for cards, with cards in it
#declare Obj = union {
  union { object { RSlab(<-5.2,0,-3.6>,<5.2,0.42,3.6>,0.6,0.15) } object { RSlab(<-5.2,0.5,-3.6>,<5.2,0.95,1.9>,0.6,0.15) } Leather(CMain) }
  #local I=0; #while (I<24) box { <-4.6+I*0.39,0.9,-3.34>,<-4.4+I*0.39,1.0,-3.26> Matte(CAccent) } #local I=I+1; #end
  #local I=0; #while (I<12) union { box { <-4.94,0.9,-2.9+I*0.38>,<-4.86,1.0,-2.7+I*0.38> } box { <4.86,0.9,-2.9+I*0.38>,<4.94,1.0,-2.7+I*0.38> } Matte(CAccent) } #local I=I+1; #end
  object { RSlab(<-4.3,0.42,-1>,<4.3,0.5,4.6>,0.4,0.03) Satin(CThird) } object { RSlab(<-4.3,0.5,-1.5>,<4.3,0.57,4.0>,0.4,0.03) rotate y*-4 Satin(CAccent) }
  rotate x*-6 translate y*0.4 }
#declare Elev1=36; #declare Elev2=52;
Stage(Obj,-28,34,1.16)
